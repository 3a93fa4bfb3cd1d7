; Inno Setup: an installer for one user, who needs no rights for it.
; iscc /DVersion=0.0.0 /DBundle=..\..\..\dist\iaia-desktop /O..\..\..\dist iaia-desktop.iss
; build.py says all three. The icon is the one in the program.

#ifndef Version
  #error Say /DVersion=
#endif
#ifndef Bundle
  #error Say /DBundle=, the folder that PyInstaller has made
#endif
#define Name "IAIA Desktop"
#define Program "iaia-desktop-window.exe"
#define SessionType "IaiaDesktop.session"

[Setup]
AppId={{6D0E3C52-6E0B-4F0B-9A57-1A1A0DE5C7A1}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The IAIA Desktop authors
DefaultDirName={autopf}\{#Name}
DefaultGroupName={#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
; An update while the window is open: ask, and close it. Every decision is on disk already.
CloseApplications=yes
RestartApplications=no
ChangesAssociations=yes
Compression=lzma2/max
SolidCompression=yes
LicenseFile={#Bundle}\_internal\LICENSE
OutputBaseFilename=iaia-desktop-{#Version}-windows-x86_64-setup
UninstallDisplayIcon={app}\{#Program}
UninstallDisplayName={#Name}
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"
Name: "it"; MessagesFile: "compiler:Languages\Italian.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; Libraries of an older version must not be found by the new one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon

[Registry]
; HKA is the user's part of the registry, or the machine's when installed for all.
Root: HKA; Subkey: "Software\Classes\.iaia"; ValueType: string; ValueData: "{#SessionType}"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.iaia"; ValueType: string; ValueName: "Content Type"; ValueData: "application/x-iaia-session"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\.iaia\OpenWithProgids"; ValueType: string; ValueName: "{#SessionType}"; ValueData: ""; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\{#SessionType}"; ValueType: string; ValueData: "IAIA Desktop session"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\{#SessionType}\DefaultIcon"; ValueType: string; ValueData: "{app}\{#Program},0"
Root: HKA; Subkey: "Software\Classes\{#SessionType}\shell\open\command"; ValueType: string; ValueData: """{app}\{#Program}"" ""%1"""

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
