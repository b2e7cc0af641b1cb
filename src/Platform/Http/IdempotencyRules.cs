using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Platform.Http;

/// <summary>How long answers are kept, by date (<c>Rules/idempotency.json</c>).</summary>
/// <param name="KeptHours">How long a key is known; callers are promised 24 hours.</param>
/// <param name="InDoubtAfterSeconds">How long after its effect an answer may still come; then the process that owed it is gone.</param>
internal sealed record IdempotencyRules(DateOnly ValidFrom, DateOnly? ValidTo, string Source, int KeptHours, int InDoubtAfterSeconds)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly IdempotencyRules[] All = Read();

    public TimeSpan KeptFor => TimeSpan.FromHours(KeptHours);
    public TimeSpan InDoubtAfter => TimeSpan.FromSeconds(InDoubtAfterSeconds);

    /// <exception cref="InvalidOperationException">No rule covers the day: a gap in the file.</exception>
    public static IdempotencyRules On(DateTime now)
    {
        var day = DateOnly.FromDateTime(now);
        return Array.Find(All, rules => rules.ValidFrom <= day && (rules.ValidTo is null || day <= rules.ValidTo))
            ?? throw new InvalidOperationException($"Rules/idempotency.json says nothing for {day:yyyy-MM-dd}.");
    }

    private static IdempotencyRules[] Read()
    {
        using var stream = RuleFile.Open(typeof(IdempotencyRules).Assembly, "idempotency.json");
        return JsonSerializer.Deserialize<IdempotencyRules[]>(stream, Json)!;
    }
}
