import { ENTITY_SETS } from './entity-sets.ts'
import { EDM_NAMES, type EntityType } from './entity-type.ts'

/** The `$metadata` of the service, for the sets that the simulator serves; without navigation properties. */
export const metadataXml = (): string => {
  const sets: readonly (readonly [string, EntityType])[] = Object.entries(ENTITY_SETS)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">',
    '<edmx:DataServices m:DataServiceVersion="2.0" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata">',
    '<Schema Namespace="ReportingData" xmlns="http://schemas.microsoft.com/ado/2007/05/edm">',
    ...sets.map(([, type]) => entityTypeXml(type)),
    '<EntityContainer Name="ReportingData" m:IsDefaultEntityContainer="true">',
    ...sets.map(([name, type]) => `<EntitySet Name="${name}" EntityType="ReportingData.${type.name}" />`),
    '</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>',
  ].join('\n')
}

const entityTypeXml = ({ name, key, properties }: EntityType): string =>
  [
    `<EntityType Name="${name}">`,
    `<Key>${key.map((property) => `<PropertyRef Name="${property}" />`).join('')}</Key>`,
    ...[...properties.values()].map(
      (property) =>
        `<Property Name="${property.name}" Type="${EDM_NAMES[property.type]}" Nullable="${property.nullable}" />`,
    ),
    '</EntityType>',
  ].join('\n')
