; The Windows installer: for one person by default (no question from User Account Control), /AllUsers for everybody, /S silent,
; /D=FOLDER as the last argument. Compiled on any system by installer.py, which defines VERSION, NUMBERS (a.b.c.d), PAYLOAD,
; PAYLOAD_KIB, OUTPUT, ICON, BITMAP, PUBLISHER, ENDING, LIMIT, TOP_FILES (a generated include) and, for signing, SIGN.
; Exit status when silent: 0 done, 2 stopped (running, path too long, not 64 bit), 740 administrator needed.
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!include MUI2.nsh
!include nsDialogs.nsh
!include x64.nsh
!include WinVer.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define NAME "Tunebench"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define PROGID "Tunebench.Job"
!define SHCNE_ASSOCCHANGED 0x08000000

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME} Setup"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "${PUBLISHER}, Apache-2.0"
!ifdef SIGN
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

Var Mode ; CurrentUser or AllUsers
Var ForMe
Var ForAll

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${BITMAP}"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME)"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$WINDIR\explorer.exe" ; starts it without an administrator's rights
!define MUI_FINISHPAGE_RUN_PARAMETERS '$\"$INSTDIR\tunebench-window.exe$\"'
!define MUI_FINISHPAGE_RUN_TEXT "$(START)"
!insertmacro MUI_PAGE_WELCOME
Page custom ModePage ModeChosen
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

LangString WELCOME ${LANG_ENGLISH} "Everything that ${NAME} needs is in this file; no internet connection is needed.$\r$\n$\r$\n\
  Your models, data and runs lie in your own folder. They stay when ${NAME} is removed."
LangString WELCOME ${LANG_SIMPCHINESE} "${NAME} 所需的一切都在此文件中，无需联网。$\r$\n$\r$\n您的模型、数据和运行记录保存在您自己的文件夹中，卸载 ${NAME} 后仍会保留。"
LangString START ${LANG_ENGLISH} "Start ${NAME}"
LangString START ${LANG_SIMPCHINESE} "启动 ${NAME}"
LangString MODE_TITLE ${LANG_ENGLISH} "Who is it for?"
LangString MODE_TITLE ${LANG_SIMPCHINESE} "为谁安装？"
LangString MODE_TEXT ${LANG_ENGLISH} "For everybody, an administrator has to agree."
LangString MODE_TEXT ${LANG_SIMPCHINESE} "为所有人安装需要管理员同意。"
LangString FOR_ME ${LANG_ENGLISH} "Only for me"
LangString FOR_ME ${LANG_SIMPCHINESE} "仅为我自己"
LangString FOR_ALL ${LANG_ENGLISH} "For everybody who uses this computer"
LangString FOR_ALL ${LANG_SIMPCHINESE} "为使用这台电脑的所有人"
LangString RUNNING ${LANG_ENGLISH} "${NAME} is running, or a training is. Please let it end or close it, then try again."
LangString RUNNING ${LANG_SIMPCHINESE} "${NAME} 或一个训练正在运行。请等它结束或关闭它，然后重试。"
LangString TOO_LONG ${LANG_ENGLISH} "The path of this folder is too long: Windows allows 259 characters for a file. Please choose a shorter one."
LangString TOO_LONG ${LANG_SIMPCHINESE} "此文件夹的路径太长：Windows 的文件路径最多 259 个字符。请选择更短的路径。"
LangString SYSTEM ${LANG_ENGLISH} "${NAME} needs a 64-bit Windows 10 or newer."
LangString SYSTEM ${LANG_SIMPCHINESE} "${NAME} 需要 64 位的 Windows 10 或更新版本。"
LangString JOB ${LANG_ENGLISH} "${NAME} job"
LangString JOB ${LANG_SIMPCHINESE} "${NAME} 任务"

; ---- for whom
!macro SET_MODE mode
  StrCpy $Mode "${mode}"
  !if "${mode}" == "AllUsers"
    SetShellVarContext all
  !else
    SetShellVarContext current
  !endif
!macroend

; A process of its own with an administrator's rights takes over; a silent one says what it needs, because nobody can be asked.
!macro BECOME_ADMINISTRATOR program
  UserInfo::GetAccountType
  Pop $0
  ${If} $0 != "Admin"
    ${IfNot} ${Silent}
      ClearErrors
      ExecShell "runas" "${program}" "/AllUsers"
      ${IfNot} ${Errors}
        SetErrorLevel 0
        Quit
      ${EndIf}
    ${EndIf}
    SetErrorLevel 740
    Quit
  ${EndIf}
!macroend

; A running program's file can't be opened for writing.
!macro STOP_WHILE_RUNNING un
Function ${un}StopWhileRunning
  again:
    Push "tunebench.exe"
    Push "tunebench-window.exe"
    StrCpy $1 0
    ${DoWhile} $1 < 2
      Pop $0
      IntOp $1 $1 + 1
      ${If} ${FileExists} "$INSTDIR\$0"
        ClearErrors
        FileOpen $2 "$INSTDIR\$0" a
        ${If} ${Errors}
          ${If} $1 = 1
            Pop $0
          ${EndIf}
          MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
          SetErrorLevel 2
          Quit
        ${EndIf}
        FileClose $2
      ${EndIf}
    ${Loop}
FunctionEnd
!macroend
!insertmacro STOP_WHILE_RUNNING ""
!insertmacro STOP_WHILE_RUNNING "un."

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(SYSTEM)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetRegView 64
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${If} ${Errors}
    Call ForMe
  ${Else}
    !insertmacro BECOME_ADMINISTRATOR "$EXEPATH"
    Call ForAll
  ${EndIf}
FunctionEnd

; The folder: the one given by /D, that of an installed version, or the system's for programs.
Function ForMe
  !insertmacro SET_MODE CurrentUser
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR HKCU "${UNINSTALL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
  ${EndIf}
FunctionEnd

Function ForAll
  !insertmacro SET_MODE AllUsers
  ${If} $INSTDIR == ""
    ReadRegStr $INSTDIR HKLM "${UNINSTALL}" "InstallLocation"
  ${EndIf}
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR "$PROGRAMFILES64\${NAME}"
  ${EndIf}
FunctionEnd

Function ModePage
  ${If} $Mode == "AllUsers" ; said by /AllUsers
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(MODE_TITLE)" "$(MODE_TEXT)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 10u 20u -20u 12u "$(FOR_ME)"
  Pop $ForMe
  ${NSD_CreateRadioButton} 10u 40u -20u 12u "$(FOR_ALL)"
  Pop $ForAll
  ${NSD_Check} $ForMe
  SendMessage $ForAll ${BCM_SETSHIELD} 0 1
  nsDialogs::Show
FunctionEnd

Function ModeChosen
  ${NSD_GetState} $ForAll $0
  ${If} $0 = ${BST_CHECKED}
    ClearErrors
    ExecShell "runas" "$EXEPATH" "/AllUsers"
    ${If} ${Errors} ; not agreed to: stay on this page
      Abort
    ${EndIf}
    Quit
  ${EndIf}
FunctionEnd

Function .onVerifyInstDir ; Next is grey while the folder can't be used
  StrLen $0 $INSTDIR
  ${If} $0 > ${LIMIT}
    Abort
  ${EndIf}
FunctionEnd

Section "${NAME}"
  StrLen $0 $INSTDIR
  ${If} $0 > ${LIMIT} ; /D was not looked at by the page
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_LONG)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  Call StopWhileRunning
  ${If} ${FileExists} "$INSTDIR\tunebench-window.exe" ; an older version: none of its modules may stay among the new ones
    RMDir /r "$INSTDIR\_internal"
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\tunebench-window.exe"

  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\tunebench-window.exe,0"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${PAYLOAD_KIB}
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1

  WriteRegStr SHCTX "Software\Classes\${ENDING}" "" "${PROGID}"
  WriteRegStr SHCTX "Software\Classes\${PROGID}" "" "$(JOB)"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\tunebench-window.exe,0"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\tunebench-window.exe" "%1"'
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd

Function un.onInit
  SetRegView 64
  !insertmacro SET_MODE CurrentUser
  ReadRegStr $0 HKLM "${UNINSTALL}" "InstallLocation"
  ${If} $0 == $INSTDIR ; installed for everybody
    !insertmacro BECOME_ADMINISTRATOR "$INSTDIR\uninstall.exe"
    !insertmacro SET_MODE AllUsers
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Call un.StopWhileRunning
  SetOutPath "$TEMP"
  RMDir /r "$INSTDIR\_internal"
  !include "${TOP_FILES}" ; by name: what a person put beside them stays
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey SHCTX "${UNINSTALL}"
  ReadRegStr $0 SHCTX "Software\Classes\${ENDING}" ""
  ${If} $0 == "${PROGID}" ; nobody else has taken the ending since
    DeleteRegKey SHCTX "Software\Classes\${ENDING}"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${PROGID}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd
