import type { Money } from '@headless-pmo/sdk'

/** Sums of decimal amounts of one currency without loss: whole numbers of the smallest unit that any of them has. */
export interface Exact {
  readonly digits: bigint
  readonly scale: number
}

/** Nothing. */
export const ZERO: Exact = { digits: 0n, scale: 0 }

function parsed(amount: string): Exact {
  const [whole = '0', fraction = ''] = amount.split('.')
  return { digits: BigInt(whole + fraction), scale: fraction.length }
}

function scaled({ digits, scale }: Exact, to: number): bigint {
  return digits * 10n ** BigInt(to - scale)
}

/** The sum of two. */
export function plus(a: Exact, b: Exact): Exact {
  const scale = Math.max(a.scale, b.scale)
  return { digits: scaled(a, scale) + scaled(b, scale), scale }
}

/** The first without the second. */
export function minus(a: Exact, b: Exact): Exact {
  return plus(a, { digits: -b.digits, scale: b.scale })
}

/** The sum of amounts, all of one currency. */
export function sum(amounts: readonly Money[]): Exact {
  return amounts.map(({ amount }) => parsed(amount)).reduce(plus, ZERO)
}

/** The first divided by the second; undefined where that is nothing. */
export function quotient(a: Exact, b: Exact): number | undefined {
  const scale = Math.max(a.scale, b.scale)
  const [part, whole] = [scaled(a, scale), scaled(b, scale)]
  return whole === 0n ? undefined : Number(part) / Number(whole)
}

/** As a number, for comparing with a limit. */
export function toNumber({ digits, scale }: Exact): number {
  return Number(digits) / 10 ** scale
}

/** As people read it. */
export function shown({ digits, scale }: Exact): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = scale === 0 ? text : text.slice(0, -scale)
  const fraction = scale === 0 ? '' : text.slice(-scale).replace(/0+$/, '')
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}
