@echo off
rem The command line, from a checkout: scripts\stfpm train|detect|evaluate|info ...
setlocal
set ROOT=%~dp0..
if not exist "%ROOT%\target\stfpm.classpath" call mvn -q -B -f "%ROOT%\pom.xml" compile dependency:build-classpath -Dmdep.includeScope=runtime "-Dmdep.outputFile=%ROOT%\target\stfpm.classpath" || exit /b 1
for /f "usebackq delims=" %%c in ("%ROOT%\target\stfpm.classpath") do set DEPENDENCIES=%%c
java -cp "%ROOT%\target\classes;%DEPENDENCIES%" sc.fiji.stfpm.cli.StfpmCli %*
