using System.Text.Encodings.Web;
using System.Text.Json;
using Entrepot.Rules.Domain.Reading;

namespace Entrepot.Rules.Domain;

internal enum RuleChangeKind { Added, Removed, Changed, Moved }

/// <param name="Sign">A blank for a line that stays, <c>+</c> for one that comes, <c>-</c> for one that goes.</param>
internal readonly record struct DiffLine(char Sign, string Text);

/// <summary>What became of one rule between two documents.</summary>
/// <param name="Lines">Its JSON line by line; empty for one that was only moved.</param>
internal sealed record RuleChange(string Name, RuleChangeKind Kind, IReadOnlyList<DiffLine> Lines);

/// <summary>Two documents of rules, rule by rule. A rule is the same by its name.</summary>
internal static class RuleDiff
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<RuleChange> Of(string before, string after)
    {
        var (old, now) = (Rules(before), Rules(after));
        var oldByName = old.ToDictionary(rule => rule.Name, rule => rule.Lines, StringComparer.OrdinalIgnoreCase);
        var nowNames = now.Select(rule => rule.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var changes = new List<RuleChange>();
        var stayed = new Queue<string>(old.Select(rule => rule.Name).Where(nowNames.Contains));
        var moved = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, lines) in now)
        {
            if (!oldByName.TryGetValue(name, out var was))
            {
                changes.Add(new(name, RuleChangeKind.Added, [.. lines.Select(line => new DiffLine('+', line))]));
                continue;
            }

            if (!was.SequenceEqual(lines)) changes.Add(new(name, RuleChangeKind.Changed, Lines(was, lines)));
            else if (IsMoved(name, stayed, moved)) changes.Add(new(name, RuleChangeKind.Moved, []));
        }

        foreach (var (name, lines) in old)
            if (!nowNames.Contains(name)) changes.Add(new(name, RuleChangeKind.Removed, [.. lines.Select(line => new DiffLine('-', line))]));
        return changes;
    }

    /// <summary>Whether a rule stands before one that it stood behind: only such are named, not all that slid down.</summary>
    private static bool IsMoved(string name, Queue<string> stayed, HashSet<string> moved)
    {
        while (stayed.TryPeek(out var next) && moved.Contains(next)) stayed.Dequeue();
        if (stayed.TryPeek(out var first) && string.Equals(first, name, StringComparison.OrdinalIgnoreCase))
        {
            stayed.Dequeue();
            return false;
        }

        return moved.Add(name);
    }

    /// <summary>The longest common subsequence keeps what stays.</summary>
    private static List<DiffLine> Lines(string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var i = before.Length - 1; i >= 0; i--)
            for (var j = after.Length - 1; j >= 0; j--)
                common[i, j] = before[i] == after[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        var lines = new List<DiffLine>();
        int x = 0, y = 0;
        while (x < before.Length || y < after.Length)
        {
            if (x < before.Length && y < after.Length && before[x] == after[y])
            {
                lines.Add(new(' ', after[y]));
                (x, y) = (x + 1, y + 1);
            }
            else if (y == after.Length || (x < before.Length && common[x + 1, y] >= common[x, y + 1])) lines.Add(new('-', before[x++]));
            else lines.Add(new('+', after[y++]));
        }

        return lines;
    }

    private static List<(string Name, string[] Lines)> Rules(string document)
    {
        using var json = JsonDocument.Parse(document, RuleDocument.Options);
        return [.. json.RootElement.GetProperty("rules").EnumerateArray().Select(rule => (RuleReader.Name(rule) ?? "", JsonSerializer.Serialize(rule, Readable).Split('\n')))];
    }
}
