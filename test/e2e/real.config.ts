import { defineConfig } from '@headless-pmo/core'
import github from '@headless-pmo/plugin-github'
import microsoftProject from '@headless-pmo/plugin-microsoft-project'
import { fixture } from '../support/fixtures.ts'
import { startSimulatorProcess } from '../support/simulator-process.ts'

// Real input from one end to the other: recorded replies of a real repository, served by the simulator, and
// two real Microsoft Project plans.
const simulator = await startSimulatorProcess([
  '--recording',
  fixture('recordings/github-ants'),
  '--clock',
  'fixed',
])
process.env['PMO_REAL_TOKEN'] = simulator.token

export default defineConfig({
  plugins: [github, microsoftProject],
  connections: {
    code: {
      plugin: 'github',
      title: 'Recorded repository',
      baseUrl: simulator.url,
      repositories: ['panjf2000/ants'],
      secrets: { token: 'env:PMO_REAL_TOKEN' },
    },
    plans: {
      plugin: 'microsoft-project',
      title: 'Microsoft Project plans',
      files: [
        fixture('schedules/plans/Residential_Construction.xml'),
        fixture('schedules/plans/Homemoveplan.xml'),
      ],
    },
  },
  projects: [
    {
      id: 'construction',
      name: 'Residential construction',
      sources: [
        { connection: 'code', container: 'panjf2000/ants' },
        { connection: 'plans', container: 'Residential_Construction.xml' },
      ],
    },
    {
      id: 'move',
      name: 'Home move',
      sources: [{ connection: 'plans', container: 'Homemoveplan.xml' }],
    },
  ],
})
