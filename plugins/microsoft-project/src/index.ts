/**
 * Microsoft's project tools for Headless PMO: Planner, Planner premium, Project Server, and plan files in the
 * XML format of Microsoft Project (MSPDI).
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { microsoftConnector } from './connector.ts'

export default definePlugin({
  id: 'microsoft-project',
  title: 'Microsoft Project',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [microsoftConnector],
})
