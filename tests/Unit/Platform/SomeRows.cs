using Entrepot.Platform.Work;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Platform;

/// <summary>Rows of the queue with all that its columns may hold: numbers up to the largest, times, states, words of any language and none at all.</summary>
internal static class SomeRows
{
    /// <summary>What follows <c>FROM table t</c>.</summary>
    public const string ById = "WHERE t.tenant_id = @p0 AND t.id = ANY(@p1) ORDER BY t.id";

    private static readonly string[] Pieces = ["", "a", "'", "\"", "ß", "保税仓", "العربية", "😀", "\n", "[1,2]", "@p0", "%"];

    private static long next = 1_000_000;

    public static Gen<string> Words() => Gen.Elements(Pieces).ListOf(6).Select(pieces => string.Concat(pieces));

    public static Gen<string?> Maybe() => Gen.OneOf(Gen.Constant<string?>(null), Words().Select(words => (string?)words));

    public static Gen<DateTime> Time() => Gen.Choose(-2_000_000_000, 2_000_000_000).Select(seconds => TestDatabase.Noon.AddSeconds(seconds).AddMicroseconds(seconds % 1_000_000));

    public static Gen<WorkState> State() => Gen.Elements(Enum.GetValues<WorkState>());

    public static Gen<WorkItem[]> Items(int most = 20) =>
        from count in Gen.Choose(1, most)
        from items in Item().ArrayOf(count)
        select items;

    public static string Describe(WorkItem item) => string.Join(
        " | ", item.TenantId.Value, item.Id, item.Kind, item.Key, item.Destination, item.Payload, $"{item.CreatedAt:O}", $"{item.DueAt:O}", item.Attempts, item.State, $"{item.LeaseUntil:O}",
        item.LeaseNumber, item.LeaseToken ?? "null", item.LeaseProcess ?? "null", item.Error ?? "null", item.Failures ?? "null", $"{item.RanAt:O}");

    private static Gen<WorkItem> Item() =>
        from payload in Words()
        from due in Time()
        from lease in Gen.OneOf(Gen.Constant<DateTime?>(null), Time().Select(time => (DateTime?)time))
        from attempts in Gen.Elements(0, 1, -1, int.MaxValue, int.MinValue)
        from number in Gen.Elements(0L, 1L, long.MaxValue, long.MinValue)
        from state in State()
        from error in Maybe()
        from failures in Maybe()
        select new WorkItem
        {
            TenantId = TestDatabase.Ours,
            Id = Interlocked.Increment(ref next),
            Kind = "test.row",
            Key = $"{due.Ticks}",
            Destination = "",
            Payload = payload,
            CreatedAt = TestDatabase.Noon,
            DueAt = due,
            LeaseUntil = lease,
            Attempts = attempts,
            LeaseNumber = number,
            State = state,
            Error = error,
            Failures = failures,
            RanAt = lease,
        };
}
