
(() => {
	// Filters work without it, by style; it adds the search and says how many are shown.
	const search = document.getElementById("search"), shown = document.getElementById("shown");
	if (!search) return;
	const rows = [...document.querySelectorAll("table.rows > tbody > tr")];
	const texts = rows.map(row => row.textContent.toLowerCase());
	const update = () => {
		const wanted = search.value.trim().toLowerCase(), kind = document.querySelector("input[name=show]:checked").value;
		let count = 0;
		rows.forEach((row, i) => {
			const found = texts[i].includes(wanted);
			row.classList.toggle("unfound", !found);
			if (found && (kind === "all" || row.classList.contains(kind))) count++;
		});
		shown.textContent = count === rows.length ? "" : count + " of " + rows.length + " shown";
	};
	search.parentElement.hidden = false;
	search.addEventListener("input", update);
	document.querySelectorAll("input[name=show]").forEach(filter => filter.addEventListener("change", update));
	update();
})();
