using System.Reflection;

namespace Entrepot.Architecture;

/// <summary>The repository keeps every rule, and every rule is shown to report what breaks it.</summary>
public sealed class RuleTests
{
    private static readonly Dictionary<string, Rule> Rules = BoundaryRules.All.Concat(SourceRules.All).Concat(MigrationRules.All).Concat(DocumentRules.All).ToDictionary(rule => rule.Sentence, StringComparer.Ordinal);

    public static TheoryData<string> Sentences() => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_repository_keeps_it(string rule) => Rules[rule].Check(SourceTree.Repository).ShouldBeEmpty(rule);

    [Theory]
    [MemberData(nameof(Sentences))]
    public void What_breaks_it_is_reported(string rule)
    {
        Rules[rule].Breaks.ShouldNotBeEmpty();
        foreach (var planting in Rules[rule].Breaks) Rules[rule].Check(planting.Tree).ShouldNotBeEmpty($"{rule} {planting.Files[^1].Text}");
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void What_keeps_it_is_left_alone(string rule)
    {
        Rules[rule].Keeps.ShouldNotBeEmpty();
        foreach (var planting in Rules[rule].Keeps) Rules[rule].Check(planting.Tree).ShouldBeEmpty(rule);
    }

    [Fact]
    public void No_checker_is_forgotten()
    {
        var checkers = new[] { typeof(Boundaries), typeof(HouseRules), typeof(Documents) }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)).Where(method => method.ReturnType == typeof(IEnumerable<string>));

        checkers.Except(Rules.Values.Select(rule => rule.Check.Method)).Select(method => method.Name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("src/Journey/OrderJourney.cs")]
    [InlineData("src/Server/Server.csproj")]
    [InlineData("docs/architecture.md")]
    public void The_repository_is_read_from_its_root(string path) => SourceTree.Repository.Paths.ShouldContain(path);
}
