import { expect, test } from 'vitest'
import { parsePluginName } from './plugin-name.ts'
import { renameTemplate } from './rename-template.ts'

test('a template takes the name in every form, and a name that looks like the template survives', () => {
  const text = 'my-plugin myPluginUpstream MyPlugin "My plugin" MY_PLUGIN_KEY'
  expect(renameTemplate(text, parsePluginName('acme-tracker'))).toBe(
    'acme-tracker acmeTrackerUpstream AcmeTracker "Acme tracker" ACME_TRACKER_KEY',
  )
  expect(renameTemplate(text, parsePluginName('my-plugin-2'))).toBe(
    'my-plugin-2 myPlugin2Upstream MyPlugin2 "My plugin 2" MY_PLUGIN_2_KEY',
  )
})
