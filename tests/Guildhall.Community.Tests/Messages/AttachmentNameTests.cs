using System.Text;
using Guildhall.Community.Messages;

namespace Guildhall.Community.Tests.Messages;

public sealed class AttachmentNameTests
{
    [Theory]
    [InlineData("my photo.png", "my_photo.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\secret\\a.txt", "a.txt")]
    [InlineData("..", "unknown")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("фото 1.jpg", "фото_1.jpg")]
    [InlineData("a\r\nSet-Cookie: x.txt", "a__Set-Cookie_x.txt")]
    [InlineData(null, "unknown")]
    public void Names_are_made_safe(string? given, string safe) => AttachmentFiles.SafeName(given).ShouldBe(safe);

    [Fact]
    public void No_name_leads_elsewhere_and_safe_ones_stay_as_they_are()
    {
        var random = new Random(3);
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(300); i >= 0; i--) text.Append((char)random.Next(random.Next(2) == 0 ? 128 : 0x10000));
            var safe = AttachmentFiles.SafeName(text.ToString());
            safe.Length.ShouldBeInRange(1, 120);
            safe.IndexOfAny(['/', '\\', ':', '"', '\0', '\r', '\n']).ShouldBe(-1);
            safe.ShouldNotStartWith(".");
            safe.ShouldNotEndWith(".");
            safe.EnumerateRunes().ShouldNotContain(Rune.ReplacementChar);
            AttachmentFiles.SafeName(safe).ShouldBe(safe);
        }
    }
}
