import { EvaluationError, type Environment } from '@marcbachmann/cel-js'

/** Functions that expressions of the house may call beside CEL's own, with what they do. */
export const DATE_FUNCTIONS = {
  'daysBetween(a, b)': 'Days of the calendar from one date to another; negative where the second is earlier',
  'addDays(date, days)': 'The day that lies so many days after a date',
  'day(date)': 'The day of a date with a time, as it is written',
} as const

function dayOf(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text.slice(0, 10))
  } catch (cause) {
    throw new EvaluationError({ message: `"${text.slice(0, 40)}" is no date`, cause })
  }
}

/** Numbers of the model are decimal; literals of CEL are not. They may be mixed, and the result is decimal. */
function addArithmetic(environment: Environment): void {
  const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
    '+': (a, b) => a + b,
    '-': (a, b) => a - b,
    '*': (a, b) => a * b,
  }
  for (const [sign, compute] of Object.entries(operators)) {
    const handler = (a: number | bigint, b: number | bigint) => compute(Number(a), Number(b))
    environment.registerOperator(`double ${sign} int`, handler)
    environment.registerOperator(`int ${sign} double`, handler)
  }
  const divide = (a: number | bigint, b: number | bigint): number => {
    if (Number(b) === 0) throw new EvaluationError({ code: 'division_by_zero', message: 'division by zero' })
    return Number(a) / Number(b)
  }
  environment.registerOperator('double / int', divide)
  environment.registerOperator('int / double', divide)
}

/** Adds what rules of the house need beside CEL: arithmetic on numbers of the model, and days. */
export function addFunctions(environment: Environment): Environment {
  addArithmetic(environment)
  return environment
    .registerFunction(
      'daysBetween(string, string): double',
      (a: string, b: string) => dayOf(a).until(dayOf(b), { largestUnit: 'day' }).days,
    )
    .registerFunction('addDays(string, int): string', (a: string, days: bigint) => added(a, Number(days)))
    .registerFunction('addDays(string, double): string', added)
    .registerFunction('day(string): string', (a: string) => dayOf(a).toString())
}

function added(date: string, days: number): string {
  if (!Number.isFinite(days) || Math.abs(days) > 1_000_000)
    throw new EvaluationError({ message: `${days} is no number of days` })
  return dayOf(date)
    .add({ days: Math.trunc(days) })
    .toString()
}
