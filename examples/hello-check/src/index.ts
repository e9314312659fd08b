/**
 * A plugin with one check: what a PMO writes to make a house rule of its own.
 * @module
 */
import { definePlugin } from '@headless-pmo/sdk'
import { overdueOpenWork } from './overdue-open-work.ts'

export default definePlugin({
  id: 'hello-check',
  title: 'Hello, check',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [overdueOpenWork],
})
