using System.Globalization;
using System.Reflection;
using Entrepot.Kernel;
using Microsoft.AspNetCore.Http;

namespace Entrepot.Platform.Ui;

/// <summary>
/// A form as it was posted: typed values out, faults collected by field. Shown again it fills its fields with what was
/// typed and puts each fault below its field. Binds by itself as a parameter of a route.
/// </summary>
/// <example>
/// <code>
/// var name = form.Text("name", required: true, longest: 80);
/// var price = form.Money("price", "EUR");
/// if (form.HasProblems) return PageResult.Invalid&lt;NewProduct&gt;(new { Form = form });
/// if ((await create.RunAsync(…)).Problem is { } problem) return PageResult.Invalid&lt;NewProduct&gt;(new { Form = form.With(problem) });
/// </code>
/// </example>
public sealed class PostedForm
{
    private readonly Dictionary<string, string[]> values;
    private readonly List<Problem> problems = [];

    public PostedForm(IReadOnlyDictionary<string, string[]> values, IFormFileCollection? files = null)
    {
        this.values = new(values, StringComparer.Ordinal);
        Files = files ?? new FormFileCollection();
    }

    /// <summary>A form that has not been posted yet.</summary>
    public static PostedForm Blank => new(new Dictionary<string, string[]>());

    public IFormFileCollection Files { get; }
    public bool HasProblems => problems.Count > 0;

    /// <summary>Faults of the whole form, which belong to no field of it.</summary>
    public IEnumerable<Problem> General => problems.Where(problem => problem.Field is null);

    public bool Has(string name) => values.ContainsKey(name);
    public string? Raw(string name) => values.GetValueOrDefault(name)?.FirstOrDefault();
    public IReadOnlyList<string> All(string name) => values.GetValueOrDefault(name) ?? [];
    public Problem? ProblemOf(string field) => problems.FirstOrDefault(problem => problem.Field == field);

    /// <summary>Adds a fault that a use case found; its <see cref="Problem.Field"/> says where it is shown.</summary>
    public PostedForm With(Problem problem)
    {
        problems.Add(problem);
        return this;
    }

    public bool Ticked(string name) => Raw(name) is "true" or "on";

    /// <summary>Trimmed; empty when absent.</summary>
    public string Text(string name, bool required = false, int longest = 1_000)
    {
        var text = Raw(name)?.Trim() ?? "";
        if (required && text.Length == 0) With(FormProblems.Missing(name));
        if (text.Length > longest) With(FormProblems.TooLong(name, longest));
        return text;
    }

    /// <summary>A whole number, plain or grouped as the user's language does; null when blank.</summary>
    public long? Whole(string name, bool required = false)
    {
        if (Text(name, required) is not { Length: > 0 } text) return null;
        if (long.TryParse(Plain(text), NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var whole)) return whole;

        With(FormProblems.NotWhole(name, text));
        return null;
    }

    /// <summary>A decimal number as the user's language writes it; null when blank.</summary>
    public decimal? Number(string name, bool required = false)
    {
        if (Text(name, required) is not { Length: > 0 } text) return null;
        if (decimal.TryParse(Plain(text), NumberStyles.Number, CultureInfo.CurrentCulture, out var number)) return number;

        With(FormProblems.NotNumber(name, text));
        return null;
    }

    /// <summary>An amount in the currency; null when blank. More decimals than the currency has are refused, not rounded.</summary>
    public Money? Money(string name, string currency, bool required = false)
    {
        if (Number(name, required) is not { } amount) return null;

        var money = Entrepot.Kernel.Money.From(amount, currency);
        if (money.Problem is not { } problem) return money.Value;

        With(problem with { Field = name });
        return null;
    }

    /// <summary>A day as date fields send it, <c>2026-11-22</c>; null when blank.</summary>
    public DateOnly? Day(string name, bool required = false)
    {
        if (Text(name, required) is not { Length: > 0 } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;

        With(FormProblems.NotDay(name, text));
        return null;
    }

    /// <summary>A choice by its name; null when blank.</summary>
    public TEnum? Choice<TEnum>(string name, bool required = false) where TEnum : struct, Enum
    {
        if (Text(name, required) is not { Length: > 0 } text) return null;
        if (Enum.TryParse<TEnum>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice)) return choice;

        With(FormProblems.NotChoice(name, text));
        return null;
    }

    public static async ValueTask<PostedForm?> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        if (!http.Request.HasFormContentType) return Blank;

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return new(form.ToDictionary(field => field.Key, field => field.Value.OfType<string>().Select(Storable).ToArray()), form.Files);
    }

    /// <summary>U+0000 stands on no keyboard, and PostgreSQL cannot store it.</summary>
    private static string Storable(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    // Screens write U+2212 for minus; somebody will paste it back.
    private static string Plain(string text) => text.Replace('\u2212', '-').Replace("\u00a0", "", StringComparison.Ordinal);
}
