// Made by `npm run predicates` from the shapes in user-shape.ts and group-shape.ts. Change those, and run it again.

import type { ExtensionUrns } from './user-shape.ts'
import { isAbsent, isFlag, isList, isNullish, isObject, isString, isText } from './value-checks.ts'

/** Of User.meta, Group.meta. */
function isUserMeta(value: unknown): boolean {
  return (
    isObject(value) && isText(value.created) && isText(value.location) && isList(value.attributes, isString)
  )
}

/** Of User.name. */
function isUserName(value: unknown): boolean {
  return (
    isObject(value) && isText(value.givenName) && isText(value.familyName) && isText(value.honorificPrefix)
  )
}

/** Of User.emails, User.photos, User.phoneNumbers. */
function isUserEmail(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.value) &&
    isText(value.type) &&
    isFlag(value.primary) &&
    isText(value.operation)
  )
}

/** Of User.addresses. */
function isUserAddress(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.streetAddress) &&
    isText(value.locality) &&
    isText(value.region) &&
    isText(value.postalCode) &&
    isText(value.country) &&
    isText(value.type) &&
    isFlag(value.primary) &&
    isText(value.operation)
  )
}

/** Of User.roles. */
function isUserRole(value: unknown): boolean {
  return (
    typeof value === 'string' ||
    (isObject(value) &&
      isText(value.value) &&
      isText(value.type) &&
      (isAbsent(value.primary) || typeof value.primary === 'boolean' || typeof value.primary === 'string') &&
      isText(value.operation))
  )
}

/** Of User.groups, User.guest.channels. */
function isUserGroup(value: unknown): boolean {
  return isObject(value) && isText(value.value) && isText(value.display)
}

/** Of User.enterprise.manager. */
function isUserEnterpriseManager(value: unknown): boolean {
  return isObject(value) && isText(value.managerId) && isText(value.displayName)
}

/** Of User.enterprise. */
function isUserEnterprise(value: unknown): boolean {
  return (
    isObject(value) &&
    isText(value.employeeNumber) &&
    isText(value.costCenter) &&
    isText(value.organization) &&
    isText(value.division) &&
    isText(value.department) &&
    isNullish(value.manager, isUserEnterpriseManager)
  )
}

/** Of User.guest. */
function isUserGuest(value: unknown): boolean {
  return (
    isObject(value) && isText(value.type) && isText(value.expiration) && isList(value.channels, isUserGroup)
  )
}

/** Of User.profile. */
function isUserProfile(value: unknown): boolean {
  return isObject(value) && isText(value.startDate)
}

/** Of Group.members. */
function isGroupMember(value: unknown): boolean {
  return isObject(value) && isText(value.value) && isText(value.display) && isText(value.operation)
}

/** Tells whether the schema `userAttributes` accepts a value. */
export function isUserAttributes(
  value: unknown,
  urns: ExtensionUrns,
): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    isList(value.schemas, isString) &&
    isText(value.id) &&
    isText(value.externalId) &&
    isNullish(value.meta, isUserMeta) &&
    isText(value.userName) &&
    isText(value.nickName) &&
    isNullish(value.name, isUserName) &&
    isText(value.displayName) &&
    isText(value.profileUrl) &&
    isText(value.title) &&
    isText(value.timezone) &&
    isFlag(value.active) &&
    isList(value.emails, isUserEmail) &&
    isList(value.photos, isUserEmail) &&
    isList(value.addresses, isUserAddress) &&
    isList(value.phoneNumbers, isUserEmail) &&
    isText(value.userType) &&
    isList(value.roles, isUserRole) &&
    isText(value.preferredLanguage) &&
    isText(value.locale) &&
    isList(value.groups, isUserGroup) &&
    isText(value.password) &&
    isNullish(value[urns.enterprise], isUserEnterprise) &&
    isNullish(value[urns.guest], isUserGuest) &&
    isNullish(value[urns.profile], isUserProfile)
  )
}

/** Tells whether the schema `user` accepts a value. */
export function isUser(value: unknown, urns: ExtensionUrns): boolean {
  return (
    isUserAttributes(value, urns) &&
    !isAbsent(value.id) &&
    !isAbsent(value.userName) &&
    !isAbsent(value.active) &&
    !isAbsent(value.emails)
  )
}

/** Tells whether the schema `groupAttributes` accepts a value. */
export function isGroupAttributes(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    isObject(value) &&
    isList(value.schemas, isString) &&
    isText(value.id) &&
    isNullish(value.meta, isUserMeta) &&
    isText(value.displayName) &&
    isList(value.members, isGroupMember)
  )
}

/** Tells whether the schema `group` accepts a value. */
export function isGroup(value: unknown): boolean {
  return (
    isGroupAttributes(value) &&
    !isAbsent(value.id) &&
    !isAbsent(value.displayName) &&
    !isAbsent(value.members)
  )
}
