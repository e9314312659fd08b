/** Whether something that a plugin reached for tells the time. */
export function isClock(what: string): boolean {
  return /^(?:new )?Date\b|^performance\.now|^Temporal\.Now/.test(what)
}
