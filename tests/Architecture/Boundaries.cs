using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Entrepot.Architecture;

/// <summary>References point down, and a module shows the others only its contracts. Each rule answers with what breaks it.</summary>
internal static partial class Boundaries
{
    /// <summary>From the ground up; a project may refer to lower floors only, never to its own.</summary>
    private static readonly string[][] Floors =
    [
        ["Kernel"],
        ["Platform"],
        ["Identity", "Printing"],
        ["Catalog", "Rules", "Tax"],
        ["Customs", "Inventory", "Transport", "Finance"],
        ["Warehouse", "Channels"],
        ["Orders"],
        ["Journey"],
        ["Insights"],
        ["Migrations", "Sandbox", "Bench"],
        ["Server"],
    ];

    public static IEnumerable<SourceFile> Projects(SourceTree tree) => tree.Sources(".csproj");

    public static IEnumerable<string> ProjectsWithoutAFloor(SourceTree tree) =>
        Projects(tree).Select(project => project.Name).Where(name => FloorOf(name) < 0);

    public static IEnumerable<string> ReferencesThatDoNotPointDown(SourceTree tree) =>
        Projects(tree).Where(project => project.Name != "Bench").SelectMany(project => References(project)
            .Where(reference => FloorOf(reference) >= FloorOf(project.Name))
            .Select(reference => $"{project.Name} -> {reference}"));

    /// <summary>Public are contracts, the module itself, what a page shows (<c>XxxView.cs</c>) and the runner that the host starts.</summary>
    public static IEnumerable<string> PublicInsides(SourceTree tree) =>
        tree.Files("src/Modules/", ".cs").Concat(tree.Files("src/Journey/", ".cs"))
            .Where(file => !file.IsUnder("Contracts/") && !file.Name.EndsWith("Module", StringComparison.Ordinal)
                && !file.Name.EndsWith("View", StringComparison.Ordinal) && file.Name != "JourneyRunner")
            .SelectMany(file => Breaking(file, PublicType()));

    public static IEnumerable<string> NamesOfForeignInsides(SourceTree tree)
    {
        var modules = Projects(tree).Where(project => project.Path.StartsWith("src/Modules/", StringComparison.Ordinal)).Select(project => project.Name).Append("Journey").ToHashSet(StringComparer.Ordinal);
        return tree.Files("src/Modules/", ".cs", ".razor").Concat(tree.Files("src/Journey/", ".cs", ".razor"))
            .SelectMany(file => file.Lines.SelectMany(line => QualifiedName().Matches(line))
                .Where(name => modules.Contains(name.Groups["module"].Value) && name.Groups["module"].Value != ModuleOf(file) && name.Groups["inside"].Value != "Contracts")
                .Select(name => $"{file.Path}: {name.Value}"));
    }

    /// <summary>A contract is read by people who do not know its module.</summary>
    public static IEnumerable<string> ContractsWithoutAWord(SourceTree tree) =>
        tree.Sources(".cs").Where(file => file.IsUnder("Contracts/"))
            .SelectMany(file => file.Lines.Zip(file.Lines.Skip(1))
                .Where(pair => Interface().IsMatch(pair.Second) && !pair.First.StartsWith("///", StringComparison.Ordinal))
                .Select(pair => $"{file.Path}: {pair.Second}"));

    /// <summary>A sequence that crosses a module's border would hide a query that has not run.</summary>
    public static IEnumerable<string> LazyContracts(SourceTree tree) =>
        tree.Sources(".cs").Where(file => file.IsUnder("Contracts/")).SelectMany(file => Breaking(file, LazySequence()));

    private static IEnumerable<string> References(SourceFile project) =>
        XDocument.Parse(project.Text).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value.Replace('\\', '/') ?? ""));

    private static IEnumerable<string> Breaking(SourceFile file, Regex rule) => file.Lines.Where(line => rule.IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}");

    private static string ModuleOf(SourceFile file) => file.Path.Split('/') is ["src", "Modules", var module, ..] ? module : "Journey";

    private static int FloorOf(string project) => Array.FindIndex(Floors, floor => floor.Contains(project));

    [GeneratedRegex(@"^public (sealed |static |abstract |readonly |partial |unsafe )*(class|record|struct|interface|enum|delegate) ")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^public interface ")]
    private static partial Regex Interface();

    [GeneratedRegex(@"^\s*(?!//).*\b(IEnumerable|IQueryable|IAsyncEnumerable)<")]
    private static partial Regex LazySequence();

    [GeneratedRegex(@"\bEntrepot\.(?<module>\w+)(\.(?<inside>\w+))?")]
    private static partial Regex QualifiedName();
}
