import { beforeAll } from 'vitest'
import { missingBrowser } from '../support/chromium.ts'
import { DEMO_READY_MS, theDemo } from './demo.ts'
// One file, so that pages are looked at before stories change what they show: both see the same demo.
import './pages.ts'
import './numbers-stories.ts'
import './dialogs-stories.ts'
import './address-stories.ts'
import './planning-stories.ts'
import './stories.ts'
import './standards-stories.ts'
import './keyboard-stories.ts'

beforeAll(async () => {
  if (missingBrowser() === undefined) await theDemo()
}, DEMO_READY_MS)
