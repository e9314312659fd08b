/** Where a house writes down what its data has to be. */
export const HOUSE = 'The threshold is common practice; set what your house agrees on'

/** Quality of data: completeness, currentness, consistency, credibility. */
export const QUALITY =
  'ISO/IEC 25012:2008, Data quality model: completeness, consistency, credibility, currentness, https://iso25000.com/index.php/en/iso-25000-standards/iso-25012'
