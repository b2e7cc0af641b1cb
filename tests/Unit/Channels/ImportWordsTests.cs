using Entrepot.Channels;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Ui;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Channels;

public sealed class ImportWordsTests
{
    private static readonly Words Words = new([typeof(Words).Assembly, typeof(ChannelsModule).Assembly], NullLogger<Words>.Instance);

    [Fact]
    public void Every_reason_of_the_front_door_and_of_imports_is_said_in_Chinese() =>
        CompiledSentences.Of(typeof(ChannelsModule).Assembly).Templates.Where(template => template.Any(char.IsLetter) && Words.Find("zh-CN", template) is null)
            .ShouldBeEmpty("add them to Modules/Channels/Locales/zh-CN.json");
}
