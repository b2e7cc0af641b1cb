using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Domain.Conditions;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// Comparisons of moments by the wall clock of a zone: <c>{"field": "placed_at", "hours": ["22:00", "06:00"], "zone": "Asia/Shanghai"}</c>;
/// UTC where no zone is named. Days are inclusive, hours run from the first to just before the second, over midnight too.
/// </summary>
internal static class TimeOperators
{
    public const string Zone = "zone";

    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static Result<Condition<T>> Read<T>(TimeField<T> field, string op, JsonElement value, JsonElement test, string path)
    {
        var zone = ZoneOf(test, path);
        if (zone.Problem is { } nowhere) return nowhere;
        var texts = op is "before" or "after" ? One(Operands.Text(field.Name, value, path)) : Operands.Texts(field.Name, value, path);
        if (texts.Problem is { } problem) return problem;
        return op switch
        {
            "weekdays" => OnWeekdays(field, texts.Value, zone.Value, path),
            "hours" => InHours(field, texts.Value, zone.Value, path),
            _ => OnDays(field, op, texts.Value, zone.Value, path),
        };
    }

    private static Result<Condition<T>> OnDays<T>(TimeField<T> field, string op, string[] texts, TimeZoneInfo zone, string path)
    {
        var days = new DateOnly[texts.Length];
        for (var i = 0; i < days.Length; i++)
            if (!DateOnly.TryParseExact(texts[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out days[i])) return RulesProblems.WrongValue(path, field.Name, "a day, e.g. \"2026-11-27\"");

        if (op == "between" && days.Length != 2) return RulesProblems.WrongValue(path, field.Name, "two days, the earlier one first");
        var (from, to) = op switch { "before" => (DateOnly.MinValue, days[0].AddDays(-1)), "after" => (days[0].AddDays(1), DateOnly.MaxValue), _ => (days[0], days[1]) };
        if (from > to) return RulesProblems.EmptyRange(path, field.Name, texts[0], texts[^1]);
        return Leaf(field, $"{op} {string.Join(" and ", texts)}", zone, at => DateOnly.FromDateTime(at) is var day && day >= from && day <= to);
    }

    private static Result<Condition<T>> OnWeekdays<T>(TimeField<T> field, string[] names, TimeZoneInfo zone, string path)
    {
        var days = 0;
        foreach (var name in names)
        {
            var day = Array.IndexOf(Weekdays, name);
            if (day < 0) return RulesProblems.WrongValue(path, field.Name, $"one of {string.Join(", ", Weekdays)}; '{name}' is none of them");
            days |= 1 << day;
        }

        return Leaf(field, $"on {string.Join(", ", names)}", zone, at => (days & (1 << (int)at.DayOfWeek)) != 0);
    }

    private static Result<Condition<T>> InHours<T>(TimeField<T> field, string[] texts, TimeZoneInfo zone, string path)
    {
        if (texts.Length != 2 || !TimeOnly.TryParseExact(texts[0], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) || !TimeOnly.TryParseExact(texts[1], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to))
            return RulesProblems.WrongValue(path, field.Name, "two times of day, e.g. [\"22:00\", \"06:00\"]");
        if (from == to) return RulesProblems.EmptyRange(path, field.Name, texts[0], texts[1]);
        return Leaf(field, $"from {texts[0]} to {texts[1]}", zone, at => TimeOnly.FromDateTime(at).IsBetween(from, to));
    }

    private static Test<T> Leaf<T>(TimeField<T> field, string text, TimeZoneInfo zone, Func<DateTime, bool> test)
    {
        var get = field.Get;
        return OperatorReader.Leaf(field, $"{text} ({zone.Id})", facts => get(facts) is { } at && test(There(at, zone)), facts => There(get(facts) ?? default, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
    }

    private static DateTime There(DateTime at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), zone);

    private static Result<TimeZoneInfo> ZoneOf(JsonElement test, string path)
    {
        if (!test.TryGetProperty(Zone, out var name)) return TimeZoneInfo.Utc;
        var text = name.ValueKind == JsonValueKind.String ? name.GetString() ?? "" : "";
        return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : RulesProblems.WrongValue(path, Zone, "a time zone, e.g. \"Asia/Shanghai\"");
    }

    private static Result<string[]> One(Result<string> text) => text.Problem is { } problem ? problem : new[] { text.Value };
}
