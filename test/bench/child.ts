import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'

/**
 * Runs one scenario as a process of its own, so that its memory and CPU are its alone, and reads the one
 * line of JSON that it prints.
 * @throws Error with the scenario's last words
 */
export async function runScenario<T>(
  file: string,
  input: object,
  environment: Record<string, string> = {},
): Promise<T> {
  const child = spawn(process.execPath, ['--expose-gc', resolve(import.meta.dirname, file), '-'], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  // No argument of a process may be as long as a list of requests.
  child.stdin.end(JSON.stringify(input))
  // One that ended early says why itself.
  child.stdin.on('error', () => {})
  const [out, err]: [string[], string[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const last = out.join('').trim().split('\n').at(-1) ?? ''
  if (code !== 0 || last === '') throw new Error(`${file} failed (${code}): ${err.join('')}${out.join('')}`)
  return JSON.parse(last) as T
}

/** The input of a scenario, checked: its argument, or with `-` its standard input. */
export function scenarioInput<Shape extends z.ZodType>(shape: Shape): z.output<Shape> {
  const [, , given = '{}'] = process.argv
  return shape.parse(JSON.parse(given === '-' ? readFileSync(0, 'utf8') : given))
}
