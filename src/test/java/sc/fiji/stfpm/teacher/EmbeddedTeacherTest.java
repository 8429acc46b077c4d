package sc.fiji.stfpm.teacher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLConnection;

import org.junit.jupiter.api.Test;

import sc.fiji.stfpm.weights.Backbone;

class EmbeddedTeacherTest {
	private static final int MAX_BYTES = 6_000_000;

	@Test
	void itSaysWhatItIsAndHowItWasMade() throws IOException {
		Teacher teacher = EmbeddedTeacher.get();
		assertEquals(Backbone.RESNET18, teacher.weights().backbone());
		assertTrue(teacher.name().startsWith("embedded") && !teacher.name().contains("untrained"), teacher.name());
		assertTrue(teacher.origin().contains("synthetic images") && teacher.origin().contains("seed"), teacher.origin());
	}

	@Test
	void itIsSmall() throws IOException {
		URLConnection file = EmbeddedTeacher.class.getResource("embedded-resnet18.safetensors").openConnection();
		assertTrue(file.getContentLength() > 0 && file.getContentLength() <= MAX_BYTES, file.getContentLength() + " bytes");
	}
}
