import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
  const child = spawn(
    process.execPath,
    ['--expose-gc', resolve(import.meta.dirname, file), JSON.stringify(input)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    },
  )
  const [out, err]: [string[], string[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const last = out.join('').trim().split('\n').at(-1) ?? ''
  if (code !== 0 || last === '') throw new Error(`${file} failed (${code}): ${err.join('')}${out.join('')}`)
  return JSON.parse(last) as T
}

/** The input of a scenario, checked. */
export function scenarioInput<Shape extends z.ZodType>(shape: Shape): z.output<Shape> {
  return shape.parse(JSON.parse(process.argv[2] ?? '{}'))
}
