import { definePlugin } from '@headless-pmo/sdk'
import { inProgressHasAnOwner } from './in-progress-has-an-owner.ts'

export default definePlugin({
  id: 'my-plugin',
  title: 'My plugin',
  version: '0.1.0',
  sdk: '^1.0.0',
  contributes: [inProgressHasAnOwner],
})
