package sc.fiji.stfpm.model;

import sc.fiji.stfpm.teacher.Teacher;

/**
 * Which teacher a model needs.
 *
 * @param name for people
 * @param sha256 of its weights, see {@link sc.fiji.stfpm.weights.BackboneWeights#sha256()}
 * @param origin where it came from at training: a file's path, or what made it
 */
public record TeacherReference(String name, String sha256, String origin) {
	public TeacherReference {
		if (name == null || origin == null || sha256 == null || !sha256.matches("[0-9a-f]{64}"))
			throw new IllegalArgumentException("Incomplete reference to a teacher: name " + name + ", SHA-256 " + sha256
				+ ", origin " + origin);
	}

	/** The reference to this teacher. */
	public static TeacherReference to(Teacher teacher) {
		return new TeacherReference(teacher.name(), teacher.weights().sha256(), teacher.origin());
	}

	/** Name and the hash's first eight digits. */
	public String label() {
		return name + " (" + sha256.substring(0, 8) + ")";
	}
}
