import { runAsProcess } from '../common/run-as-process.ts'
import { optionsOfProcess } from '../jira/process.ts'
import { startJiraDataCenterSimulator } from './simulator.ts'

/** The simulator as a process of its own; the README lists the flags. */
const { options, contextPath, recording, endWithStdin } = optionsOfProcess({ key: 'ACME' })
const simulator = await startJiraDataCenterSimulator({
  ...options,
  contextPath,
  ...(recording === '' ? {} : { recording }),
})
runAsProcess(simulator, { url: simulator.url, token: simulator.token }, { endWithStdin })
