/** In which order a date written in figures names its parts. */
export type DateOrder = 'day-month-year' | 'month-day-year' | 'year-month-day'

export const DATE_ORDERS = [
  'day-month-year',
  'month-day-year',
  'year-month-day',
] as const satisfies readonly DateOrder[]
