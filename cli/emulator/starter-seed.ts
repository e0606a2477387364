/** A small company, with one of each kind that a program has to cope with. */
export const STARTER_SEED = `organization:
  name: Acme
  domain: acme
users:
  - { userName: ada, name: Ada Berg, rank: primary-owner }
  - { userName: bo, name: Bo Chen, rank: admin, title: IT }
  - userName: jo
    name: Jo Park
    title: Engineer
    enterprise: { employeeNumber: '0042', department: Platform, managerId: ada }
  - { userName: kim, name: Kim Sol, email: kim.sol@example.com, secondaryEmail: kim@example.org }
  # Deactivated accounts keep their names and addresses.
  - { userName: lee, name: Lee Wong, active: false }
  - { userName: gus, name: Gus Guest, guest: true }
  - { userName: helper, name: Helper Bot, kind: bot }
groups:
  - { displayName: Platform, members: [jo, kim] }
  - { displayName: Everyone, members: [ada, bo, jo, kim] }
# Nobody can take the name of a channel.
channels: [general, random]
# A further token, with the rank of its holder.
tokens:
  - { token: xoxp-emulator-admin, holder: bo }
`
