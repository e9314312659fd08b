import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runPack } from './run-pack.ts'

/** Share of the wrong versions that the tests of a pack have to notice. */
const LEAST = 0.9

const HELP = `npm run test:mutation -- [pack …] [--files <glob>] [--concurrency <number>] [--quick]

Makes the formulas of the packs of standards wrong, one place after the other, and counts how often the tests of the
pack notice. Ends with 1 where a pack notices less than ${LEAST * 100} %.

  pack           its folder below plugins, e.g. standards-schedule; all packs without it
  --files        which files are made wrong, e.g. 'src/dcma/*.ts'
  --concurrency  processes at once; half of the processors without it
  --quick        leaves out what is worked out once when a file is read
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    files: { type: 'string', default: 'src/**/*.ts' },
    concurrency: { type: 'string', default: String(Math.max(1, Math.floor(availableParallelism() / 2))) },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})
process.once('SIGTERM', () => process.exit(143))
process.once('SIGINT', () => process.exit(130))

if (values.help) process.stdout.write(HELP)
else await main()

async function main(): Promise<void> {
  const plugins = join(import.meta.dirname, '../../plugins')
  const all = readdirSync(plugins).filter((name) => name.startsWith('standards-'))
  const unknown = positionals.find((name) => !all.includes(name))
  if (unknown !== undefined) {
    process.stderr.write(`There is no pack "${unknown}"; there are ${all.join(', ')}.\n`)
    process.exitCode = 2
    return
  }
  for (const pack of positionals.length === 0 ? all : positionals) {
    const { killed, timedOut, total, survivors } = await runPack({
      folder: `plugins/${pack}`,
      mutate: [values.files],
      concurrency: Number(values.concurrency),
      quick: values.quick,
    })
    for (const { file, line, text, replacement } of survivors) {
      process.stdout.write(
        `${file}:${line}  ${text}\n  nobody noticed: ${replacement.replaceAll('\n', ' ')}\n`,
      )
    }
    const share = total === 0 ? 1 : killed / total
    const late = timedOut === 0 ? '' : `, ${timedOut} of them by running out of time`
    process.stdout.write(
      `${pack}: ${killed} of ${total} mutants noticed, ${(share * 100).toFixed(1)} %${late}\n`,
    )
    if (share < LEAST) process.exitCode = 1
  }
}
