/** A hint as the service gives it: sorts by its characters, later ones after earlier ones. */
export const servedHint = (place: number): string =>
  `85${String(place).padStart(8, '0')}P${'[\\]^_'[place % 5] ?? '_'}`

/** The form in which clients must write a hint: two neighbours, either may be empty, with a blank between and `!` behind. */
export const isWrittenHint = (text: string): boolean => /^[ -~]* [ -~]*!$/.test(text)
