package sc.fiji.stfpm.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class ScheduleTest {
	private static final int IMAGES = 5;

	private static Schedule of(TrainingOptions.Builder options) {
		return Schedule.of((StudentRecipe) options.build().recipe(), IMAGES);
	}

	@Test
	void anEpochEndsWithTheImagesThatAreLeft() {
		Schedule schedule = of(TrainingOptions.preset(Preset.OFFICIAL).epochs(2).batch(2));
		assertEquals(6, schedule.steps());
		assertEquals(List.of(2, 2, 1, 2, 2, 1), IntStream.range(0, 6).mapToObj(schedule::size).toList());
		assertEquals(List.of(0L, 2L, 4L, 5L, 7L, 9L), IntStream.range(0, 6).mapToObj(schedule::position).toList());
		assertEquals(List.of(3, 6), IntStream.rangeClosed(1, 6).boxed().filter(schedule::validatesAfter).toList());
	}

	@Test
	void aBudgetInStepsTakesFullBatches() {
		Schedule schedule = of(TrainingOptions.preset(Preset.FAST).steps(4).batch(2).validateEvery(3));
		assertEquals(List.of(2, 2, 2, 2), IntStream.range(0, 4).mapToObj(schedule::size).toList());
		assertEquals(List.of(0L, 2L, 4L, 6L), IntStream.range(0, 4).mapToObj(schedule::position).toList());
		assertEquals(List.of(3, 4), IntStream.rangeClosed(1, 4).boxed().filter(schedule::validatesAfter).toList());
	}
}
