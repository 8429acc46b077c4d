/** Where a teacher's weights come from: the jar, a file, the user's folder, a download. */
package sc.fiji.stfpm.teacher;
