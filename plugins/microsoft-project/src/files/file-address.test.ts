import { expect, test } from 'vitest'
import { fileAddress, filePath, folderAddress } from './file-address.ts'

test.each([
  ['plans', 'file:plans'],
  ['../shared/plans', 'file:../shared/plans'],
  ['./a b/50%.xml', 'file:./a%20b/50%25.xml'],
  ['/srv/plans/x#1.xml', 'file:///srv/plans/x%231.xml'],
  ['C:\\Pläne\\haus.xml', 'file:///C:/Pl%C3%A4ne/haus.xml'],
  ['\\\\server\\plans', 'file://server/plans'],
  ['file:///srv/plans', 'file:///srv/plans'],
])('%s is asked for as %s', (path, address) => {
  expect(fileAddress(path)).toBe(address)
})

test('a folder ends in a slash', () => {
  expect(folderAddress('plans')).toBe('file:plans/')
  expect(folderAddress('plans/')).toBe('file:plans/')
})

test.each([
  'plans/a b.xml',
  '../x/50%.xml',
  '/srv/plans/x#1.xml',
  'C:/plans/haus.xml',
  '//server/plans/a.xml',
])('the path %s survives its address', (path) => {
  expect(filePath(fileAddress(path))).toBe(path)
})
