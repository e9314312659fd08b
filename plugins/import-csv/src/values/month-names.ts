/** First letters by which a month is known in English, German, French, Spanish, Italian, Dutch, Portuguese. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'jän', 'ene', 'gen'],
  ['feb', 'fév', 'fev'],
  ['mar', 'mär', 'mrz', 'maa', 'mrt'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mag', 'mei'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aoû', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'ott', 'out'],
  ['nov'],
  ['dec', 'dez', 'déc', 'dic'],
]

/** The number of a month by its name or abbreviation, 1 to 12; undefined where it is none. */
export function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase().normalize('NFC')
  // "juin" and "juil" share what "jun" and "jul" do not; longer beginnings are asked first.
  for (const length of [4, 3]) {
    const index = MONTHS.findIndex((starts) =>
      starts.some((start) => start.length === length && lower.startsWith(start)),
    )
    if (index >= 0) return index + 1
  }
  return undefined
}
