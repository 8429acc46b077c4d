package sc.fiji.stfpm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.stfpm.Progress;
import sc.fiji.stfpm.dataset.Categories;
import sc.fiji.stfpm.dataset.ImageSet;
import sc.fiji.stfpm.model.Preprocessing.Mode;
import sc.fiji.stfpm.teacher.DefaultTeacher;
import sc.fiji.stfpm.teacher.Teacher;
import sc.fiji.stfpm.teacher.TeacherStore;
import sc.fiji.stfpm.train.Preset;
import sc.fiji.stfpm.train.TrainingOptions;

/**
 * What a benchmark runs: every category with every teacher, preset and seed.
 *
 * @param categories by their names
 * @param teachers opened
 * @param presets options to start from; the seed is set for every run
 * @param seeds at least one
 */
public record BenchmarkPlan(Map<String, ImageSet> categories, List<Teacher> teachers,
	List<TrainingOptions.Builder> presets, List<Long> seeds)
{
	/** @throws IllegalArgumentException naming what is empty or comes twice */
	public BenchmarkPlan {
		require(!categories.isEmpty(), "A benchmark needs at least one category");
		require(!teachers.isEmpty() && !presets.isEmpty() && !seeds.isEmpty(),
			"A benchmark needs at least one teacher, one preset and one seed");
		List<String> names = teachers.stream().map(BenchmarkRun::folderName).toList();
		require(names.stream().distinct().count() == names.size(), "A teacher comes twice in " + teachers.stream().map(
			Teacher::label).toList());
		require(seeds.stream().distinct().count() == seeds.size(), "A seed comes twice in " + seeds);
	}

	private static void require(boolean condition, String message) {
		if (!condition) throw new IllegalArgumentException(message);
	}

	/**
	 * The categories of several data sets, by their names; folders that are none are noted.
	 *
	 * @param only names of those to take; empty for all
	 * @throws IOException if a root has no category
	 * @throws IllegalArgumentException if a name comes twice or is missing
	 */
	public static Map<String, ImageSet> categories(List<Path> roots, List<String> only, Progress notes)
		throws IOException
	{
		Map<String, ImageSet> all = new LinkedHashMap<>();
		for (Path root : roots) {
			Categories found = Categories.in(root);
			found.left().forEach((name, reason) -> notes.note("Left out " + root.resolve(name) + ": " + reason));
			for (Map.Entry<String, ImageSet> category : found.sets().entrySet()) {
				if (!only.isEmpty() && !only.contains(category.getKey())) continue;
				ImageSet other = all.put(category.getKey(), category.getValue());
				require(other == null, "The category '" + category.getKey() + "' comes twice: " + (other == null ? "" : other
					.root()) + " and " + category.getValue().root() + "; rename one of the folders");
			}
		}
		for (String name : only)
			require(all.containsKey(name), "There is no category '" + name + "' in " + roots);
		return all;
	}

	/**
	 * Options to start from, a builder for each preset.
	 *
	 * @param sizes sides of the network's input; empty for the presets' own
	 * @param steps training steps, for those presets that have some; empty for the presets' own
	 * @throws IllegalArgumentException naming a preset that is not known or an option that no preset has
	 */
	public static List<TrainingOptions.Builder> presets(List<String> names, Mode mode, List<Integer> sizes,
		OptionalInt steps, String device)
	{
		List<TrainingOptions.Builder> options = names.stream().map(name -> TrainingOptions.preset(Preset.of(name)).mode(mode)
			.device(device)).toList();
		if (!sizes.isEmpty()) options.forEach(builder -> builder.sizes(sizes));
		boolean noSteps = options.stream().noneMatch(builder -> builder.build().trainsStudent());
		for (TrainingOptions.Builder builder : options)
			if (steps.isPresent() && (noSteps || builder.build().trainsStudent())) builder.steps(steps.getAsInt());
		options.forEach(TrainingOptions.Builder::build);
		return options;
	}

	/**
	 * Opens teachers, see {@link TeacherStore#open(String)}. What is the default may have changed since a benchmark was
	 * begun: it is refused where the folder has runs of others alone.
	 *
	 * @param output the benchmark's folder; it need not exist
	 * @throws IOException if one cannot be opened, or nobody has said which one is to go on
	 */
	public static List<Teacher> teachers(List<String> choices, Path output) throws IOException {
		List<Teacher> teachers = new ArrayList<>();
		for (String choice : choices) {
			Teacher teacher = TeacherStore.open(choice);
			if (choice.equals(Teacher.DEFAULT)) checkBegunWith(teacher, output);
			teachers.add(teacher);
		}
		return teachers;
	}

	private static void checkBegunWith(Teacher teacher, Path output) throws IOException {
		Path runs = output.resolve(BenchmarkRun.RUNS);
		if (!Files.isDirectory(runs)) return;
		try (Stream<Path> found = Files.find(runs, 2, (path, is) -> is.isDirectory() && path.getNameCount() == runs
			.getNameCount() + 2))
		{
			Set<String> begun = found.map(folder -> folder.getFileName().toString()).collect(Collectors.toCollection(
				TreeSet::new));
			if (!begun.isEmpty() && !begun.contains(BenchmarkRun.folderName(teacher))) throw new IOException(output
				+ " was begun with other teachers, " + String.join(", ", begun) + ", than today's default, " + teacher.label()
				+ "; name the teacher to go on with, '" + DefaultTeacher.choice() + "' to add this one, or another output folder");
		}
	}

	/** All runs, seed by seed, so that a first table is soon complete. */
	List<BenchmarkRun> runs() {
		List<BenchmarkRun> runs = new ArrayList<>();
		for (long seed : seeds)
			categories.forEach((name, set) -> {
				for (Teacher teacher : teachers)
					for (TrainingOptions.Builder preset : presets)
						runs.add(new BenchmarkRun(name, set, teacher, preset.seed(seed).build()));
			});
		return runs;
	}
}
