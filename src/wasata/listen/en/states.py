"""States of the world in English: those no conflict's roster needs to name, with their people and capitals.

Danger: "Bhutanese officials said" put down to nobody; a town called like a capital taken for a state ("Hamilton").
Duty: names, nationalities and capitals that stand for a state off the roster; all of them are `other`.
Shape: geography only. Names that are also a person's or another town's are left out.
"""

_SINGLE = """
Andorra Andorran Antigua Dominica Grenada Grenadines
Barbados Barbadian Barbadians Bridgetown Belize Belizean Belizeans Belmopan Bermuda Bermudian Bhutan Bhutanese
Thimphu Brunei Bruneian Bruneians Bahamas Bahamian Bahamians Comoros Comoran Comorian Comorians Moroni Czechia Czechs
Czech Dominican Dominicans Eswatini Swazi Swazis Swaziland Mbabane Grenadian Greenland Greenlander Greenlandic Nuuk Guyana
Guyanese Gibraltar Gibraltarian Kiribati Lesotho Basotho Maseru Liechtenstein Vaduz Mauritius Mauritian Mauritians Micronesia
Micronesian Palikir Monaco Monegasque Nauru Nauruan Palau Palauan Samoa Samoan Samoans Apia Seychelles Seychellois Surinam
Suriname Surinamese Paramaribo Tonga Tongan Tongans Tuvalu Tuvaluan Funafuti Tanzania Tanzanian Tanzanians Dodoma Vanuatu
Trinidad Trinidadian Tobago Leonean Leoneans Beninese Togolese Lome Lomé Gambians Banjul Gabonese Libreville Botswanan
Motswana Batswana Gaborone Namibians Windhoek Zambians Zimbabweans Malawian Malawians Lilongwe Malagasy Antananarivo Mozambicans
Angolans Congolese Brazzaville Equatoguinean Malabo Cameroonian Cameroonians Yaounde Yaoundé Chadians Nigeriens Burkinabe
Burkinabé Ivorians Ghanaians Senegalese Liberian Guineans Bissau Praia Verdean Djiboutian Djiboutians Eritreans Somalis Rwandans
Mauritanian Mauritanians Nouakchott Sahrawi Sahrawis Polisario Bangui Ethiopians Ugandans Kenyans Sudanese Tunisian
Maltese Valletta Luxembourger Luxembourgish Icelander Icelanders Icelandic Reykjavik Irishmen Danes Finns Swede Swedes
Norwegians Latvians Lithuanians Estonians Slovaks Slovene Slovenes Slovenian Slovenians Ljubljana Croats Croat Bosnians Bosniak
Bosniaks Montenegrin Montenegrins Podgorica Macedonians Kosovan Kosovans Albanians Bulgarians Romanians Hungarians Cypriots
Austrians Belgians Spaniard Spaniards Italians Portuguese Moldovans Chisinau Chişinău Kishinev Belarusians Kazakhs Kazakhstani
Uzbeks Tajiks Turkmens Turkmenistani Kyrgyzstani Mongolians Ulaanbaatar Nepalis Bangladeshis Maldivian Maldivians Lankans
Burmese Cambodians Laotian Laotians Thais Singaporean Singaporeans Malaysians Indonesians Filipina Filipinas Timorese Dili
Vietnamese Taipei Koreans Japanese Fijian Fijians Suva Papuan Papuans Honiara Zealander Zealanders
Haitians Port-au-Prince Jamaican Jamaicans Cubans Guatemalan Guatemalans Honduran Hondurans Tegucigalpa Salvadoran Salvadorans
Salvadorean Nicaraguan Nicaraguans Panamanians Rican Ricans Ecuadorian Ecuadorians Ecuadoreans Peruvians Bolivian Bolivians
Chileans Argentinian Argentinians Argentines Uruguayan Uruguayans Montevideo Paraguayan Paraguayans Asuncion Asunción Brasilia
Venezuelans Bogotá Antiguan Vincentian Nevisian Kuwaitis Manama Phnom Islamabad Kinshasa Bujumbura
Gitega Maputo Conakry Freetown Monrovia Dhaka Nukualofa Majuro Tarawa Yaren Ngerulmud Roseau Castries Basseterre
"""
_TWO = """
central african|sierra leone|cape verde|cabo verde|el salvador|costa rica|puerto rico|dominican republic|san marino|sao tome|
são tomé|solomon islands|marshall islands|faroe islands|falkland islands|western sahara|
equatorial guinea|papua new|east timor|timor leste|saint lucia|st. lucia|saint kitts|north macedonia|
czech republic|port moresby|port louis|port vila|san salvador|santo domingo|guatemala city|mexico city|
panama city|kuwait city|kuala lumpur|phnom penh|new delhi|addis ababa|buenos aires|cote d'ivoire|côte d'ivoire|
north korean|south korean|north koreans|south koreans|south african|south africans|south sudanese|east timorese|cook islands|
hong kong|republic of congo|new caledonia|french polynesia|bandar seri
"""

STATES: tuple[str, ...] = tuple(dict.fromkeys(_SINGLE.split()))
"""Names, nationalities and capitals of one word, each with its capital letter."""

STATE_PHRASES: tuple[tuple[str, ...], ...] = tuple(
    tuple(phrase.split()) for phrase in _TWO.replace("\n", "").split("|")
)
"""The same in several words, in small letters."""
