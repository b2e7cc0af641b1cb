using Entrepot.Rules.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Rules;

public sealed class RuleDiffTests
{
    [Fact]
    public void Rules_are_added_removed_changed_and_moved()
    {
        var changes = RuleDiff.Of(Document("A:1", "B:1", "C:1", "D:1"), Document("D:1", "A:1", "B:2", "E:1"));

        changes.Select(change => $"{change.Kind} {change.Name}").ShouldBe(["Moved D", "Changed B", "Added E", "Removed C"], ignoreOrder: true);
        changes.Single(change => change.Name == "B").Lines.Where(line => line.Sign != ' ').Select(line => $"{line.Sign}{line.Text.Trim()}").ShouldBe(["-\"priority\": 1,", "+\"priority\": 2,"]);
    }

    [Fact]
    public void Nothing_is_different_from_itself() => RuleDiff.Of(Document("A:1", "B:2"), Document("A:1", "B:2")).ShouldBeEmpty();

    [Fact]
    public void A_difference_rebuilds_both_sides() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte[]>(), (before, after) =>
        {
            var (old, now) = (Tags(before), Tags(after));
            var lines = RuleDiff.Of(old, now).SelectMany(change => change.Lines).ToList();
            return before.SequenceEqual(after) ? lines.Count == 0 : lines.Count(line => line.Sign != '+' && IsTag(line)) == before.Length && lines.Count(line => line.Sign != '-' && IsTag(line)) == after.Length;
        }).QuickCheckThrowOnFailure();

    private static bool IsTag(DiffLine line) => line.Text.Trim() is ['"', 't', >= '0' and <= '9', ..];

    private static string Tags(byte[] tags) => $$"""{"rules": [{"name": "A", "when": {}, "then": {"x": [{{string.Join(",", tags.Select(tag => $"\"t{tag}\""))}}]} }]}""";

    private static string Document(params string[] rules) =>
        "{\"rules\": [" + string.Join(",", rules.Select(rule => $$"""{"name": "{{rule.Split(':')[0]}}", "priority": {{rule.Split(':')[1]}}, "when": {}, "then": {"tag": "x"} }""")) + "]}";
}
