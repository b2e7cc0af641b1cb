using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

/// <summary>What became of parcels is asked again and again, also of a carrier that does not answer.</summary>
[Storage]
public sealed class PollTests
{
    private static readonly DestinationRule Rule = new(new(2026, 1, 1), null, "a test", "*", CallsAtOnce: 4, CallsPerSecond: 1_000, Burst: 1_000, FailuresPpm: 500_000, CallsMin: 3, SampleSeconds: 30, OpenSeconds: 10, OpenSecondsMax: 20);

    [Fact]
    public async Task A_carrier_that_answers_no_polls_opens_its_breaker_and_no_poll_is_given_up()
    {
        await using var world = await World.StartAsync(also: services => services.AddSingleton(new DestinationRules([Rule])));
        await world.PlanAsync("ups/standard");
        await world.BookAsync();
        await world.WorkAsync();
        await world.HandOverAsync();
        await world.StopCarriersAsync();

        await world.WorkForAsync(TimeSpan.FromSeconds(20));
        world.Database.Services.GetRequiredService<Destinations>().States.ShouldHaveSingleItem().Breaker.ShouldBe(BreakerState.Open);

        await world.WorkForAsync(TimeSpan.FromMinutes(5));
        (await world.InfoAsync()).Status.ShouldBe(ConsignmentStatus.HandedOver);
        (await world.OpenWorkAsync()).ShouldBe(1, "it is asked again, however often there was no answer");
        (await world.ParkedWorkAsync()).ShouldBe(0);
    }
}
