// An invented clinic. Some names are hostile on purpose: a console must show them, never obey them.
export const hosts = ['RECEPTION-01', 'RECEPTION-02', 'DOCTOR-04', 'XRAY-WS2', 'LAB-PC-07', 'SRV-DC1', 'SRV-FILES', 'SRV-PACS', 'web01', 'fw-edge', 'NURSE-11', 'ADMIN-LT3'];
export const users = ['a.okafor', 'm.lindqvist', 'j.haddad', 'svc-backup', 'k.tanaka', 'Administrator', 'r.silva', 'www-data'];
export const hostile = ['<img src=x onerror=alert(1)>', 'invoice_\u202Efdp.exe', '"><script>alert(document.cookie)</script>', 'name\u0000\u001b[31mred', 'שלום-\u200Flogin', "'; DROP TABLE events; --"];

export const rules = [
  { id: 'b6bc2d0f-5b3e-4f0a-9e62-6a0f51a0c0a1', title: 'Office program starts PowerShell', level: 'high', logSource: 'windows/process_creation', techniques: ['T1059.001', 'T1204.002'], tactics: ['execution'] },
  { id: '1f4e8a77-51d5-4a1a-8a6e-c3a9b7d0a2b2', title: 'Encoded PowerShell command line', level: 'medium', logSource: 'windows/process_creation', techniques: ['T1059.001', 'T1027'], tactics: ['execution', 'defense-evasion'] },
  { id: '2c0d6f1b-7a51-4d21-9bd5-0f1f8dd7c3c3', title: 'Memory of LSASS read', level: 'critical', logSource: 'windows/process_access', techniques: ['T1003.001'], tactics: ['credential-access'] },
  { id: '3d1e7a2c-8b62-4e32-8ce6-1a2a9ee8d4d4', title: 'New service from a user folder', level: 'high', logSource: 'windows/system', techniques: ['T1543.003'], tactics: ['persistence'] },
  { id: '4e2f8b3d-9c73-4f43-9df7-2b3baff9e5e5', title: 'Many failed sign-ins, then one that worked', level: 'high', logSource: 'linux/sshd', techniques: ['T1110.001'], tactics: ['credential-access', 'initial-access'] },
  { id: '5f3a9c4e-ad84-4a54-8ea8-3c4cb00af6f6', title: 'Shadow copies deleted', level: 'critical', logSource: 'windows/process_creation', techniques: ['T1490'], tactics: ['impact'] },
  { id: '6a4bad5f-be95-4b65-9fb9-4d5dc11ba7a7', title: 'Web server asked for a known backdoor', level: 'medium', logSource: 'webserver', techniques: ['T1505.003'], tactics: ['persistence', 'initial-access'] },
  { id: '7b5cbe60-cfa6-4c76-8aca-5e6ed22cb8b8', title: 'Remote desktop from an unusual machine', level: 'medium', logSource: 'windows/security', techniques: ['T1021.001'], tactics: ['lateral-movement'] },
  { id: '8c6dcf71-d0b7-4d87-9bdb-6f7fe33dc9c9', title: 'List of domain administrators asked for', level: 'low', logSource: 'windows/process_creation', techniques: ['T1069.002'], tactics: ['discovery'] },
  { id: '9d7ed082-e1c8-4e98-8cec-708af44edada', title: 'Large upload to an address never seen before', level: 'high', logSource: 'zeek/conn', techniques: ['T1048'], tactics: ['exfiltration'] },
  { id: 'ae8fe193-f2d9-4fa9-9dfd-819ba55febeb', title: 'Scheduled task that starts a script', level: 'medium', logSource: 'windows/security', techniques: ['T1053.005'], tactics: ['persistence', 'execution'] },
  { id: 'bf90f2a4-03ea-40ba-8e0e-92acb660fcfc', title: 'DNS question for a very long name', level: 'low', logSource: 'dns', techniques: ['T1071.004'], tactics: ['command-and-control'] },
  { id: 'c0a103b5-14fb-41cb-9f1f-a3bdc7710d0d', title: 'Firewall rule added', level: 'informational', logSource: 'windows/firewall', techniques: ['T1562.004'], tactics: ['defense-evasion'] },
  { id: 'd1b214c6-250c-42dc-8020-b4ced8821e1e', title: 'AWS access key made for somebody else', level: 'high', logSource: 'aws/cloudtrail', techniques: ['T1098.001'], tactics: ['persistence'] },
];
export const tacticNames = {
  'initial-access': 'Initial access', execution: 'Execution', persistence: 'Persistence', 'privilege-escalation': 'Privilege escalation', 'defense-evasion': 'Defense evasion',
  'credential-access': 'Credential access', discovery: 'Discovery', 'lateral-movement': 'Lateral movement', collection: 'Collection', 'command-and-control': 'Command and control',
  exfiltration: 'Exfiltration', impact: 'Impact',
};
export const techniqueNames = {
  'T1059.001': 'PowerShell', 'T1204.002': 'Malicious file', T1027: 'Obfuscated files', 'T1003.001': 'LSASS memory', 'T1543.003': 'Windows service', 'T1110.001': 'Password guessing',
  T1490: 'Inhibit system recovery', 'T1505.003': 'Web shell', 'T1021.001': 'Remote Desktop', 'T1069.002': 'Domain groups', T1048: 'Exfiltration over other protocol',
  'T1053.005': 'Scheduled task', 'T1071.004': 'DNS', 'T1562.004': 'Firewall changed', 'T1098.001': 'Cloud credentials added',
};
