import { parseArgs } from 'node:util'
import { runningClock } from '../common/clock.ts'
import { startProjectServerSimulator } from './simulator.ts'
import { seedSynthetic } from './presets/synthetic.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
    tasks: { type: 'string', default: '1000' },
    projects: { type: 'string', default: '10' },
    gate: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
})

if (values.help === true) {
  console.log(
    'project-server/main.ts [--seed N] [--port N] [--projects N] [--tasks N] [--gate FILE]\n\n' +
      'Starts a simulated Project Server on 127.0.0.1 with a synthetic portfolio and prints its address and token as\n' +
      'one line of JSON. --gate holds every exchange against the description of ProjectData in FILE.',
  )
} else {
  const simulator = await startProjectServerSimulator({
    seed: Number(values.seed),
    port: Number(values.port),
    clock: runningClock(),
    seedWith: seedSynthetic({ projects: Number(values.projects), tasks: Number(values.tasks) }),
    ...(values.gate === undefined ? {} : { gate: values.gate }),
  })
  console.log(JSON.stringify({ url: simulator.url, token: simulator.token }))
  const stop = (): void => void simulator.close()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}
