import { conformance } from '@headless-pmo/testing'
import options from './conformance.ts'
import plugin from './index.ts'

conformance(plugin, options)
