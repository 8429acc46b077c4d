package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLConnection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.stfpm.weights.Backbone;

class EmbeddedTeacherTest {
	private static final int MAX_BYTES = 6_000_000;

	@ParameterizedTest
	@EnumSource
	void itSaysWhatItIsAndHowItWasMade(EmbeddedTeacher embedded) throws IOException {
		Teacher teacher = embedded.get();
		assertEquals(Backbone.RESNET18, teacher.weights().backbone());
		assertTrue(teacher.name().startsWith("embedded") && !teacher.name().contains("untrained"), teacher.name());
		assertTrue(teacher.origin().contains("synthetic images") && teacher.origin().contains("seed"), teacher.origin());
		assertEquals(embedded == EmbeddedTeacher.DEFAULT, teacher.origin().contains("pieces of 1561 images"), teacher.origin());
	}

	@ParameterizedTest
	@ValueSource(strings = { "embedded-resnet18.safetensors", "embedded-synthetic-resnet18.safetensors" })
	void itIsSmall(String name) throws IOException {
		URLConnection file = EmbeddedTeacher.class.getResource(name).openConnection();
		assertTrue(file.getContentLength() > 0 && file.getContentLength() <= MAX_BYTES, file.getContentLength() + " bytes");
	}

	/** Models name their teacher by its weights, which a release must not take away. */
	@ParameterizedTest
	@CsvSource({ "DEFAULT, embedded, 197f6ceb", "SYNTHETIC, embedded-synthetic, 9d3e547e" })
	void itIsFoundByNameAndByItsWeights(EmbeddedTeacher embedded, String id, String digits) throws IOException {
		String sha256 = embedded.get().weights().sha256();
		assertTrue(sha256.startsWith(digits), sha256);
		assertEquals(sha256, TeacherStore.open(id).weights().sha256());
		assertEquals(sha256, TeacherStore.find("gone", sha256, "nowhere").weights().sha256());
	}

	@Test
	void theDefaultIsTheFirst() throws IOException {
		assertEquals(EmbeddedTeacher.DEFAULT.get(), Teacher.open(Teacher.EMBEDDED));
	}
}
