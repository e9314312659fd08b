/**
 * The calendar day of a text that starts with one. GitHub stores the day of a milestone as an instant whose
 * date in UTC is the day that was chosen, so the text's own date is the right one in every zone (law 16).
 */
export function dayOf(text: string | null | undefined): string | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?=$|T)/.exec(text ?? '')
  if (match === null) return undefined
  const [day] = match
  const date = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined
}
