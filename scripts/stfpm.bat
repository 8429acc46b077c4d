@echo off
rem The command line, from a checkout: scripts\stfpm train|detect|evaluate|info ...
setlocal
set ROOT=%~dp0..
if exist "%ROOT%\target\stfpm.classpath" goto built
call mvn -q -B -f "%ROOT%\pom.xml" compile dependency:build-classpath -DincludeScope=runtime "-Dmdep.outputFile=%ROOT%\target\stfpm.classpath" || exit /b 1
del /q "%ROOT%\target\stfpm*.jsa" 2>nul
:built
for /f "usebackq delims=" %%c in ("%ROOT%\target\stfpm.classpath") do set LIBRARIES=%%c
rem Java starts faster with an archive of the libraries' classes; scripts/stfpm says more. Each Java has its own, by its path.
for %%j in (java.exe) do set JAVA=%%~$PATH:j
set JAVA=%JAVA:\=-%
set ARCHIVE=%ROOT%\target\stfpm-%JAVA::=%.jsa
if exist "%ARCHIVE%" goto prepared
echo Preparing faster starts, which takes a few seconds, once 1>&2
java "-XX:DumpLoadedClassList=%ARCHIVE%.classes" -cp "%LIBRARIES%;%ROOT%\target\classes" sc.fiji.stfpm.cli.Rehearsal >nul 2>&1 && java -Xshare:dump "-XX:SharedClassListFile=%ARCHIVE%.classes" "-XX:SharedArchiveFile=%ARCHIVE%" -cp "%LIBRARIES%" >nul 2>&1
del /q "%ARCHIVE%.classes" 2>nul
if not exist "%ARCHIVE%" echo This Java cannot; it starts without 1>&2
if not exist "%ARCHIVE%" type nul >"%ARCHIVE%" 2>nul
:prepared
rem The serial collector needs half the memory of the usual one; who gives options of their own may have chosen another.
set COLLECTOR=-XX:+UseSerialGC
if defined JDK_JAVA_OPTIONS set COLLECTOR=
java --enable-native-access=ALL-UNNAMED %COLLECTOR% "-XX:SharedArchiveFile=%ARCHIVE%" -Xshare:auto -Xlog:cds=off -Xlog:cds+dynamic=off -cp "%LIBRARIES%;%ROOT%\target\classes" sc.fiji.stfpm.cli.StfpmCli %*
