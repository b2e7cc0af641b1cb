using System.Text.RegularExpressions;

namespace Entrepot.Architecture;

/// <summary>References point down, and a module shows the others only its contracts.</summary>
public sealed partial class BoundaryTests
{
    /// <summary>From the ground up; a project may refer to lower floors only, never to its own.</summary>
    private static readonly string[][] Floors =
    [
        ["Kernel"],
        ["Platform"],
        ["Identity"],
        ["Catalog", "Rules", "Tax"],
        ["Customs", "Inventory", "Transport", "Finance"],
        ["Warehouse", "Channels"],
        ["Orders"],
        ["Journey"],
        ["Insights"],
        ["Migrations", "Sandbox", "Bench"],
        ["Server"],
    ];

    [Fact]
    public void Every_project_stands_on_a_floor() =>
        Sources.Projects().Select(Sources.NameOf).Where(project => FloorOf(project) < 0).ShouldBeEmpty();

    [Fact]
    public void References_point_down() =>
        Sources.Projects().SelectMany(project => Sources.References(project)
                .Where(reference => FloorOf(reference) >= FloorOf(Sources.NameOf(project)))
                .Select(reference => $"{Sources.NameOf(project)} -> {reference}"))
            .ShouldBeEmpty();

    [Fact]
    public void A_module_shows_only_its_contracts() =>
        Sources.Files("src/Modules", ".cs").Concat(Sources.Files("src/Journey", ".cs"))
            .Where(file => !file.Contains("/Contracts/", StringComparison.Ordinal) && !file.EndsWith("Module.cs", StringComparison.Ordinal)
                && !file.EndsWith("View.cs", StringComparison.Ordinal) && !file.EndsWith("JourneyRunner.cs", StringComparison.Ordinal))
            .SelectMany(file => Sources.Lines(file).Where(line => PublicType().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"))
            .ShouldBeEmpty();

    [Fact]
    public void No_module_names_the_inside_of_another() =>
        Sources.Files("src/Modules", ".cs").Concat(Sources.Files("src/Modules", ".razor"))
            .SelectMany(file => Sources.Lines(file).Select(line => ForeignInside().Match(line)).Where(match => match.Success)
                .Where(match => match.Groups["module"].Value != file.Split('/')[2] && IsModule(match.Groups["module"].Value) && !match.Groups["rest"].Value.StartsWith(".Contracts", StringComparison.Ordinal))
                .Select(match => $"{file}: {match.Value.Trim()}"))
            .ShouldBeEmpty();

    private static bool IsModule(string name) => Directory.Exists(Path.Combine(Sources.Root, "src/Modules", name));

    private static int FloorOf(string project) => Array.FindIndex(Floors, floor => floor.Contains(project));

    [GeneratedRegex(@"^public (sealed |static |abstract |readonly |partial )*(class|record|struct|interface|enum) ")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^@?using (static )?Entrepot\.(?<module>\w+)(?<rest>[.\w]*)")]
    private static partial Regex ForeignInside();
}
