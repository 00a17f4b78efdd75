import { expectOnly } from './languages';
import { expect, expectAccessible, laptop, type Person, phone, test, tv } from './support';

const korean = { locale: 'ko-KR' };

test('모든 화면이 한국어로 나온다', async ({ arrives }) => {
  const [host, ann, screen] = [
    await arrives({ ...laptop, ...korean }),
    await arrives({ ...phone, ...korean }),
    await arrives({ ...tv, ...korean }),
  ];
  await host.page.goto('/');
  await expect(host.page.getByRole('heading', { level: 1, name: '커피, 함께 맛보세요.' })).toBeVisible();
  await expectOnly('ko', host.page);
  await host.page.getByRole('button', { name: '데모 커핑 시작하기' }).click();
  const link = await address(host, '휴대폰용 링크');
  const screenLink = await address(host, 'TV용 링크');
  await expectOnly('ko', host.page);
  await host.page.keyboard.press('Escape');

  await ann.page.goto(link);
  await expect(ann.page.getByRole('textbox')).toBeVisible();
  await expectOnly('ko', ann.page);
  await ann.page.getByRole('textbox').fill('지우');
  await ann.page.keyboard.press('Enter');
  await expect(ann.page).toHaveURL(/sessions/);
  await screen.page.goto(screenLink);
  await expect(screen.page.getByRole('listitem').filter({ hasText: '지우' })).toBeVisible();
  for (const { page } of [host, ann, screen]) {
    await expectOnly('ko', page);
  }
  await host.page.getByRole('button', { name: '커핑 시작' }).click();
  await expect(ann.page.getByRole('tab', { name: /^프레그런스/ })).toBeVisible();
  for (const { page } of [host, ann, screen]) {
    await expectOnly('ko', page);
    await expectAccessible(page);
  }
});

test('the language is one press away, and stays', async ({ arrives }) => {
  const ann = await arrives({ ...laptop, ...korean });
  await ann.page.goto('/');
  await ann.page.getByRole('button', { name: 'English' }).click();
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Taste coffee together.' })).toBeVisible();
  await ann.page.reload();
  await expect(ann.page.getByRole('heading', { level: 1, name: 'Taste coffee together.' })).toBeVisible();
  await expectOnly('en', ann.page);
});

async function address({ page }: Person, name: string): Promise<string> {
  return (await page.getByRole('link', { name }).getAttribute('href')) ?? '';
}
