import { startJiraCloudSimulator } from './simulator.ts'
import { runAsProcess } from '../common/run-as-process.ts'
import { optionsOfProcess } from '../jira/process.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { options, endWithStdin } = optionsOfProcess({ key: 'ACME' })
const simulator = await startJiraCloudSimulator(options)
runAsProcess(
  simulator,
  {
    url: simulator.url,
    gatewayUrl: simulator.gatewayUrl,
    cloudId: simulator.cloudId,
    token: simulator.token,
  },
  { endWithStdin },
)
