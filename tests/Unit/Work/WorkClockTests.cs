using Entrepot.Platform.Work;

namespace Entrepot.Unit.Work;

/// <summary>The clock of a machine whose clock somebody puts wrong.</summary>
public sealed class WorkClockTests
{
    private readonly Machine machine = new();

    [Fact]
    public void A_clock_that_is_put_back_does_not_hold_up_what_is_due()
    {
        var clock = new Steady(machine);
        var before = clock.Now;
        machine.Wall -= TimeSpan.FromHours(1);
        machine.Pass(TimeSpan.FromSeconds(7));

        clock.Now.ShouldBe(before.AddSeconds(7));
    }

    [Fact]
    public void A_machine_that_has_slept_is_followed_and_what_it_was_told_is_kept_when_the_clock_is_put_right()
    {
        var clock = new Steady(machine);
        var before = clock.Now;
        machine.Wall += TimeSpan.FromHours(8);
        clock.Now.ShouldBe(before.AddHours(8));
        machine.Wall -= TimeSpan.FromHours(8);
        machine.Pass(TimeSpan.FromSeconds(7));

        clock.Now.ShouldBe(before.AddHours(8).AddSeconds(7));
    }

    [Fact]
    public void It_never_goes_back()
    {
        var clock = new Steady(machine);
        var chance = new Random(7);
        var last = clock.Now;
        for (var step = 0; step < 10_000; step++)
        {
            machine.Pass(TimeSpan.FromMilliseconds(chance.Next(0, 50)));
            machine.Wall += TimeSpan.FromMilliseconds(chance.Next(-40, 41));
            clock.Now.ShouldBeGreaterThanOrEqualTo(last);
            last = clock.Now;
        }
    }

    private sealed class Steady(TimeProvider clock) : WorkClock(clock)
    {
        protected override bool IsSteady => true;
    }

    /// <summary>A clock on the wall, and a counter that nobody reaches.</summary>
    private sealed class Machine : TimeProvider
    {
        private long counter;

        public DateTimeOffset Wall { get; set; } = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time)
        {
            Wall += time;
            counter += time.Ticks;
        }

        public override DateTimeOffset GetUtcNow() => Wall;

        public override long GetTimestamp() => counter;
    }
}
