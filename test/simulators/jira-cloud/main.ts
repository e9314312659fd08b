import { startJiraCloudSimulator } from './simulator.ts'
import { optionsOfProcess, runAsProcess } from '../jira/process.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { options } = optionsOfProcess({ key: 'ACME' })
const simulator = await startJiraCloudSimulator(options)
runAsProcess(simulator, {
  url: simulator.url,
  gatewayUrl: simulator.gatewayUrl,
  cloudId: simulator.cloudId,
  token: simulator.token,
})
