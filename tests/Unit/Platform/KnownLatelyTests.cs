using Entrepot.Platform.Data;

namespace Entrepot.Unit.Platform;

/// <summary>What many callers ask for is looked up by one of them.</summary>
public sealed class KnownLatelyTests
{
    private readonly Clock clock = new();
    private readonly KnownLately<string, string> known;

    public KnownLatelyTests() => known = new(clock, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(0, "v v v")]
    [InlineData(499, "v v v")]
    [InlineData(500, "- v v")]
    [InlineData(999, "- v v")]
    [InlineData(1000, "- - -")]
    public void Of_three_callers_one_at_most_looks_it_up_as_long_as_it_holds(int milliseconds, string found)
    {
        known.Remember("k", "v");
        clock.Pass(milliseconds);

        string.Join(' ', Enumerable.Range(0, 3).Select(_ => known.Find("k") ?? "-")).ShouldBe(found);
    }

    [Fact]
    public void What_was_renewed_holds_as_long_again()
    {
        known.Remember("k", "v");
        clock.Pass(600);
        known.Find("k").ShouldBeNull();
        known.Remember("k", "w");
        clock.Pass(400);

        known.Find("k").ShouldBe("w");
    }

    [Fact]
    public void What_is_forgotten_is_not_known()
    {
        known.Remember("k", "v");
        known.Remember("l", "v");

        known.Forget("k");
        (known.Find("k"), known.Find("l")).ShouldBe((null, "v"));
        known.Forget();
        known.Find("l").ShouldBeNull();
    }

    private sealed class Clock : TimeProvider
    {
        private long passed;

        public override long TimestampFrequency => 1_000;

        public override long GetTimestamp() => passed;

        public void Pass(int milliseconds) => passed += milliseconds;
    }
}
