import { describe, expect, test } from 'vitest'
import { VERSION } from '../../config/index.ts'
import { newManifest } from './package-manifest.ts'
import { parsePluginName } from './plugin-name.ts'

const template = {
  name: '@headless-pmo/template-connector',
  private: true,
  type: 'module',
  dependencies: { '@headless-pmo/sdk': 'workspace:*' },
  devDependencies: { vitest: '5.1.1', typescript: '7.0.2' },
}

describe('the package.json of a new plugin', () => {
  test('names released versions, or later ones that fit', () => {
    expect(newManifest(template, parsePluginName('linear'), false)).toEqual({
      name: 'pmo-plugin-linear',
      type: 'module',
      exports: { '.': './src/index.ts' },
      dependencies: { '@headless-pmo/sdk': `^${VERSION}` },
      devDependencies: { vitest: '^5.1.1', typescript: '^7.0.2' },
    })
    expect(newManifest(template, parsePluginName('@acme/linear'), false).name).toBe('@acme/pmo-plugin-linear')
  })

  test('in a checkout names the packages beside it, and the catalog', () => {
    expect(newManifest(template, parsePluginName('linear'), true)).toMatchObject({
      name: '@headless-pmo/plugin-linear',
      dependencies: { '@headless-pmo/sdk': 'workspace:*' },
      devDependencies: { vitest: 'catalog:', typescript: '7.0.2' },
    })
  })
})
